// The clock of a page. Where it stands follows from the time of day and from what is kept, never
// from counted ticks, so that a tab may sleep and a page be loaded again.
(() => {
  "use strict";

  const MINUTE = 60000;
  const SOON = 2 * MINUTE;
  const YEAR = 366 * 86400000;
  const byId = (id) => document.getElementById(id);
  const panel = byId("clock");
  const key = "reflective_groups.clock." + panel.dataset.key;
  const plan = [...document.querySelectorAll("tr[data-start]")].map((row) => ({
    row,
    title: row.querySelector(".title").textContent,
    heading: headingOf(row),
    start: Number(row.dataset.start),
    length: Number(row.dataset.length),
    proper: row.dataset.where === "",
  }));
  const first = Math.max(0, plan.findIndex((one) => one.proper));
  const last = plan.length - 1 - [...plan].reverse().findIndex((one) => one.proper);
  const time = clockFace();

  // Kept is: the row `from` began at `begun`; the length of every row as changed on the way; what
  // was left of those that were ended early; and since when the clock is paused or stopped.
  let state = null;
  let shown = { index: null, notice: "" };
  let stopped = null;
  let sound = null;

  function headingOf(row) {
    const heading = row.parentElement.querySelector("tr.of th");
    return heading ? heading.firstChild.textContent : "";
  }

  function clockFace() {
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    try {
      const zoned = new Intl.DateTimeFormat("en-GB", { ...form, timeZone: panel.dataset.zone });
      return (moment) => zoned.format(moment);
    } catch {
      const fixed = new Intl.DateTimeFormat("en-GB", { ...form, timeZone: "UTC" });
      return (moment) => fixed.format(moment + Number(panel.dataset.offset));
    }
  }

  // What is kept, and what may have been put there by others.

  function load() {
    let text = null;
    try {
      text = localStorage.getItem(key);
    } catch {
      byId("unkept").hidden = false;
    }
    try {
      const value = JSON.parse(text);
      const kept = isSound(value) ? value : null;
      state = kept && kept.stopped === null ? kept : null;
      stopped = state ? null : kept;
    } catch {
      state = stopped = null;
    }
  }

  function save() {
    try {
      localStorage.setItem(key, JSON.stringify(state || stopped));
    } catch {
      byId("unkept").hidden = false;
    }
  }

  function isSound(value) {
    const known = [Date.now(), plan[0].start];
    const moment = (one) =>
      Number.isFinite(one) && known.some((near) => Math.abs(one - near) <= 100 * YEAR);
    const lengths = (row) =>
      Array.isArray(row) &&
      row.length === plan.length &&
      row.every((one) => Number.isFinite(one) && one >= 0 && one <= YEAR);
    return (
      value !== null &&
      typeof value === "object" &&
      Number.isInteger(value.from) &&
      value.from >= 0 &&
      value.from <= plan.length &&
      moment(value.begun) &&
      (value.paused === null || (moment(value.paused) && value.paused >= value.begun)) &&
      (value.stopped === null || moment(value.stopped)) &&
      lengths(value.lengths) &&
      lengths(value.left)
    );
  }

  // Where the clock stands at a moment.

  function at(now) {
    const seen = state.paused === null ? now : state.paused;
    let index = state.from;
    let gone = seen - state.begun;
    while (index < plan.length && gone >= state.lengths[index]) {
      gone -= state.lengths[index];
      index += 1;
    }
    const length = index < plan.length ? state.lengths[index] : 0;
    return { index, gone, length, left: length - gone, over: index === plan.length };
  }

  // The row to go back to from one, or -1; what never had any time is passed over.
  function backTo(index) {
    let found = index - 1;
    while (found >= 0 && state.lengths[found] + state.left[found] <= 0) {
      found -= 1;
    }
    return found;
  }

  // When each row from the present one on begins, and when the last of all ends.
  function begins(now, place) {
    const moments = [];
    let moment = now - place.gone;
    for (let index = place.index; index < plan.length; index += 1) {
      moments[index] = moment;
      moment += state.lengths[index];
    }
    moments[plan.length] = moment;
    return moments;
  }

  function settle(now) {
    const place = at(now);
    state.from = place.index;
    state.begun = (state.paused === null ? now : state.paused) - place.gone;
    return place;
  }

  // What people do with it.

  const actions = {
    start(now) {
      const lengths = plan.map((one) => one.length);
      state = {
        from: first,
        begun: now,
        paused: null,
        stopped: null,
        lengths: lengths.map((one, index) => (index < first ? 0 : one)),
        left: lengths.map((one, index) => (index < first ? one : 0)),
      };
    },
    follow() {
      state = {
        from: 0,
        begun: plan[0].start,
        paused: null,
        stopped: null,
        lengths: plan.map((one) => one.length),
        left: plan.map(() => 0),
      };
    },
    pause(now) {
      if (state.paused === null) {
        state.paused = now;
        return "Paused.";
      }
      state.begun += now - state.paused;
      state.paused = null;
      return "The clock goes on.";
    },
    next(now) {
      const place = settle(now);
      if (place.gone >= 0) {
        state.left[place.index] = place.left;
        state.lengths[place.index] = place.gone;
        state.from = place.index + 1;
      }
      state.begun = state.paused === null ? now : state.paused;
    },
    // The phase before goes on with what was left of it, or else with one minute.
    back(now) {
      const place = settle(now);
      const index = backTo(place.index);
      const had = state.lengths[index];
      state.lengths[index] += state.left[index] || MINUTE;
      state.left[index] = 0;
      state.from = index;
      state.begun = (state.paused === null ? now : state.paused) - had;
    },
    less: (now) => stretch(now, -MINUTE, "One minute less."),
    more: (now) => stretch(now, MINUTE, "One minute more."),
    five: (now) => stretch(now, 5 * MINUTE, "Five minutes more."),
    stop(now) {
      stopped = { ...state, stopped: now };
      state = null;
      return "The clock is stopped.";
    },
    // The time stopped does not count, unless it was only waiting for the planned start.
    resume(now) {
      state = { ...stopped, stopped: null };
      if (state.paused === null && stopped.begun <= stopped.stopped) {
        state.begun += now - stopped.stopped;
      }
      stopped = null;
    },
  };

  function stretch(now, by, told) {
    const place = settle(now);
    state.lengths[place.index] += by;
    return told + " " + plan[place.index].title + " ends at " + time(now + place.left + by) + ".";
  }

  // What is shown.

  function put(id, text) {
    const one = byId(id);
    if (one.textContent !== text) {
      one.textContent = text;
    }
  }

  function span(length) {
    const seconds = Math.max(0, Math.ceil(length / 1000));
    if (seconds >= 2 * 86400) {
      return Math.floor(seconds / 86400) + " days";
    }
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    return (hours ? hours + ":" + two(minutes) : minutes) + ":" + two(seconds % 60);
  }

  function inMinutes(length) {
    const minutes = Math.round((length / MINUTE) * 100) / 100 + " min";
    return length > 0 && length < MINUTE ? Math.round(length / 1000) + " s" : minutes;
  }

  function render() {
    const now = Date.now();
    byId("idle").hidden = state !== null;
    byId("resume").hidden = stopped === null;
    byId("running").hidden = state === null;
    if (state === null) {
      shown = { index: null, notice: "" };
      plan.forEach((one) => mark(one.row, "", false));
      return;
    }
    const place = at(now);
    const waits = place.gone < 0;
    const moments = begins(now, place);
    const here = plan[place.index];
    put("phase", place.over ? "All phases are over" : waits ? "Not begun yet" : here.title);
    put("where", place.over || waits ? "" : here.heading);
    put("left", place.over ? "0:00" : span(waits ? -place.gone : place.left));
    byId("gone").style.width = (place.over ? 100 : Math.max(0, place.gone / place.length) * 100) + "%";
    put("then", comesNext(place, waits, moments));
    put("ends", ends(place, moments));
    put("pause", state.paused === null || place.over ? "Pause" : "Go on");
    const running = !place.over && !waits;
    allow("pause", running);
    allow("back", !waits && backTo(place.index) >= 0);
    allow("next", !place.over);
    allow("less", running && place.left > MINUTE);
    allow("more", running);
    allow("five", running);
    notice(place, waits);
    plan.forEach((one, index) => mark(one.row, moved(one, moments[index], index, place), index === place.index && !waits));
    const index = waits ? -1 : place.index;
    if (index !== shown.index) {
      changed(index, place.over ? null : here);
    }
  }

  // A button that can do nothing now stays where it is, so that the focus is not lost with it.
  function allow(id, can) {
    byId(id).setAttribute("aria-disabled", String(!can));
  }

  function notice(place, waits) {
    const minutes = Math.ceil(place.left / MINUTE);
    const soon = !place.over && !waits && place.left <= SOON && place.length > SOON;
    const told = [
      soon ? (minutes === 1 ? "1 minute left" : minutes + " minutes left") : "",
      state.paused === null || place.over ? "" : "Paused",
    ].filter(Boolean).join(". ");
    put("notice", told);
    if (soon && told !== shown.notice && shown.index !== null && state.paused === null) {
      put("status", told + ".");
    }
    shown.notice = told;
  }

  function comesNext(place, waits, moments) {
    const next = waits ? place.index : place.index + 1;
    if (place.over) {
      return "";
    }
    if (next >= plan.length) {
      return "Nothing comes after this.";
    }
    const one = plan[next];
    const where = one.heading && (waits || one.heading !== plan[place.index].heading) ? " (" + one.heading + ")" : "";
    return "Next: " + one.title + where + ", " + inMinutes(state.lengths[next]) + ", at " + time(moments[next]);
  }

  // The end of the session proper; once that is over, the end of all.
  function ends(place, moments) {
    const index = place.index <= last ? last : plan.length - 1;
    const planned = time(plan[index].start + plan[index].length);
    const told = "Planned end " + planned;
    if (place.over) {
      return told;
    }
    const end = time(moments[index + 1]);
    return end === planned ? told + ", and it holds" : told + ", new end " + end;
  }

  function moved(one, moment, index, place) {
    if (moment === undefined || index < place.index) {
      return "";
    }
    const now = time(moment);
    return now === time(one.start) ? "" : "now " + now;
  }

  function mark(row, told, isHere) {
    const place = row.querySelector(".moved");
    if (place.textContent !== told) {
      place.textContent = told;
    }
    place.hidden = told === "";
    if (isHere) {
      row.setAttribute("aria-current", "time");
    } else {
      row.removeAttribute("aria-current");
    }
  }

  function changed(index, here) {
    const who = byId("who");
    who.replaceChildren();
    if (here && index >= 0) {
      const roster = here.row.parentElement.querySelector(".roster");
      who.append(...here.row.querySelector(".floor").cloneNode(true).childNodes);
      if (roster) {
        who.append(roster.cloneNode(true));
      }
    }
    if (shown.index !== null) {
      put("status", here ? (index < 0 ? "Not begun yet." : here.title + " has begun.") : "All phases are over.");
      chime();
    }
    shown.index = index;
  }

  // One soft tone, and only for whoever asked for it.

  byId("sound").addEventListener("change", (event) => {
    sound = event.target.checked ? sound || new AudioContext() : sound;
    chime();
  });

  function chime() {
    if (!sound || !byId("sound").checked) {
      return;
    }
    const tone = sound.createOscillator();
    const gain = sound.createGain();
    const now = sound.currentTime;
    tone.frequency.value = 440;
    gain.gain.setValueAtTime(0.2, now);
    gain.gain.exponentialRampToValueAtTime(0.001, now + 1.5);
    tone.connect(gain).connect(sound.destination);
    tone.start(now);
    tone.stop(now + 1.5);
  }

  // Start.

  if (plan.length === 0) {
    return;
  }
  for (const name of Object.keys(actions)) {
    byId(name).addEventListener("click", (event) => {
      if (event.currentTarget.getAttribute("aria-disabled") === "true") {
        return;
      }
      const before = state;
      const told = actions[name](Date.now());
      if (before === null) {
        shown.index = undefined; // no row, so that the first one is told
      }
      save();
      render();
      if (told) {
        put("status", told);
      }
      if (before === null || state === null) {
        byId(state === null ? "start" : "pause").focus();
      }
    });
  }
  window.addEventListener("storage", (event) => {
    if (event.key === key || event.key === null) {
      load();
      render();
    }
  });
  for (const name of ["visibilitychange", "pageshow", "focus"]) {
    window.addEventListener(name, render);
  }
  byId("sound").parentElement.hidden = typeof AudioContext === "undefined";
  panel.hidden = false;
  load();
  render();
  setInterval(render, 250);
})();
