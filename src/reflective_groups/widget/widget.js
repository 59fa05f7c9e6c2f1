// Shows where the controls stand and what Python made of them. Nothing is worked out here: what is
// moved is sent, and what comes back is shown.

const QUIET_MS = 700; // so long nothing moves before the outcome is read out

let views = 0;

const make = (tag, attributes = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

const put = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

// A range input in its label, with what it says in words.
const slider = (name, onMove) => {
  const told = make("bdi", { class: "rgx-told" });
  const title = make("bdi", { class: "rgx-name" }, name);
  const input = make("input", { type: "range" });
  const label = make("label", { class: "rgx-slider" },
    make("span", { class: "rgx-head" }, title, told), input);
  input.addEventListener("input", () => {
    put(told, `${Number(input.value)}${label.dataset.unit ?? ""}`);
    input.setAttribute("aria-valuetext", told.textContent);
    onMove(Number(input.value));
  });
  const show = (to) => {
    input.min = to.least;
    input.max = to.most;
    input.step = to.step;
    if (Number(input.value) !== to.value) input.value = to.value;
    put(told, to.told);
    input.setAttribute("aria-valuetext", to.told);
  };
  return { label, input, show };
};

const tick = (name, onTick) => {
  const input = make("input", { type: "checkbox" });
  const label = make("label", { class: "rgx-tick" }, input, name);
  input.addEventListener("change", () => onTick(input.checked));
  return { label, input };
};

const group = (legend, ...inside) =>
  make("fieldset", {}, make("legend", {}, legend), ...inside);

// What Python's own renderers wrote; everything in it is escaped there.
const draw = (element, html) => {
  if (element.rgx === html) return;
  element.rgx = html;
  element.innerHTML = html;
};

const phaseControls = (path, move) => {
  const sized = slider("", (value) => move({ times: { [path]: value } }));
  sized.label.dataset.unit = " min";
  const back = make("button", { type: "button", class: "rgx-small" }, "as it was");
  back.addEventListener("click", () => {
    move({ times: { [path]: null } });
    sized.input.focus();
  });
  const out = tick("leave out", (gone) => move({ left_out: { [path]: gone } }));
  const row = make("div", { class: "rgx-phase", role: "group" }, sized.label, out.label, back);
  const show = (to) => {
    row.setAttribute("aria-label", to.name);
    put(sized.label.querySelector(".rgx-name"), to.name);
    row.title = to.note;
    sized.show(to);
    sized.input.disabled = to.left_out;
    row.classList.toggle("rgx-gone", to.left_out);
    out.input.checked = to.left_out;
    out.input.disabled = !to.may_go;
    back.setAttribute("aria-label", `${to.name} as it was`);
    out.input.setAttribute("aria-label", `leave out ${to.name}`);
    back.hidden = !to.set || to.left_out;
  };
  return { row, show };
};

function render({ model, el }) {
  const me = `view ${(views += 1)} ${Math.random().toString(36).slice(2)}`;
  let asked = 0;
  let waiting = ""; // the question that Python has not answered yet
  let next = null; // what has been moved since
  let quiet = 0;
  let phases = new Map();

  const send = () => {
    if (waiting || !next) return;
    waiting = `${me} ${(asked += 1)}`;
    const told = { ...next, to: waiting };
    next = null;
    model.send(told);
  };
  // one question at a time, and only the newest of each control
  const move = (change) => {
    const both = { ...next, ...change };
    for (const name of ["times", "left_out"]) {
      if (next?.[name] && change[name]) both[name] = { ...next[name], ...change[name] };
    }
    next = both;
    send();
  };

  const slot = slider("slot", (value) => move({ slot: value }));
  slot.label.dataset.unit = " min";
  const members = slider("members there", (value) => move({ members: value }));
  const leaders = slider("leaders there", (value) => move({ leaders: value }));
  const settings = model.get("answered").settings.map(([value, told]) => {
    const input = make("input", { type: "radio", name: me, value });
    input.addEventListener("change", () => move({ setting: value }));
    return { input, label: make("label", { class: "rgx-tick" }, input, told) };
  });
  const where = make("div", { class: "rgx-settings", role: "radiogroup", "aria-label": "setting" },
    ...settings.map((one) => one.label));
  const list = group("phases");
  list.className = "rgx-phases";
  const again = make("button", { type: "button" }, "Start again");
  again.addEventListener("click", () => {
    if (again.getAttribute("aria-disabled") === "true") return;
    next = null;
    move({ again: true });
  });
  const picture = make("div", { class: "rgx-picture" });
  const findings = make("div", { class: "rgx-findings" });
  const mends = make("div", { class: "rgx-mends", role: "group", "aria-label": "What would help", tabindex: "-1" });
  const aloud = make("div", { class: "rgx-aloud", role: "status" });
  const root = make("section", { class: "rgx" },
    make("div", { class: "rgx-body" },
      make("div", { class: "rgx-controls" },
        group("the meeting", slot.label, members.label, leaders.label, where), list, again),
      make("div", { class: "rgx-answer" }, picture, mends, findings)),
    aloud);

  const showPhases = (all) => {
    if (all.length !== phases.size || all.some((one) => !phases.has(one.path))) {
      phases = new Map(all.map(({ path }) => [path, phaseControls(path, move)]));
      list.replaceChildren(list.firstChild, ...[...phases.values()].map((one) => one.row));
    }
    for (const one of all) phases.get(one.path).show(one);
  };

  const showMends = (all, turn) => {
    const held = mends.contains(root.getRootNode().activeElement);
    while (mends.children.length > all.length) mends.lastChild.remove();
    while (mends.children.length < all.length) mends.append(make("button", { type: "button" }));
    all.forEach((says, place) => {
      const button = mends.children[place];
      put(button, says);
      button.onclick = () => move({ repair: place, turn });
    });
    mends.hidden = !all.length;
    if (held && !mends.contains(root.getRootNode().activeElement)) (all.length ? mends : again).focus();
  };

  const show = () => {
    const to = model.get("answered");
    // a control that has been moved on meanwhile is not pulled back
    const mine = to.to.startsWith(`${me} `);
    if (to.to === waiting) waiting = "";
    draw(picture, to.picture);
    draw(findings, to.findings);
    root.setAttribute("aria-label", to.title);
    root.dataset.turn = to.turn;
    root.classList.toggle("rgx-clash", !to.fits);
    again.setAttribute("aria-disabled", String(!to.moved)); // a button that is focused stays so
    showMends(to.repairs, to.turn);
    if (!next && !waiting) {
      slot.show(to.slot);
      members.show(to.members);
      leaders.show(to.leaders);
      for (const { input } of settings) input.checked = input.value === to.setting;
      showPhases(to.phases);
    }
    colour();
    fold();
    if (mine) {
      clearTimeout(quiet);
      quiet = setTimeout(() => put(aloud, to.says), QUIET_MS);
    }
    send();
  };

  // what is wider than the cell scrolls, by keyboard too
  const fold = () => {
    const wide = picture.scrollWidth > picture.clientWidth;
    if (wide === picture.hasAttribute("tabindex")) return;
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "picture"]]) {
      if (wide) picture.setAttribute(name, value);
      else picture.removeAttribute(name);
    }
  };

  // the browser's own controls follow the notebook, whatever the desktop says
  const colour = () => {
    const [r, g, b] = getComputedStyle(el).color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0];
    root.style.colorScheme = r * 0.3 + g * 0.6 + b * 0.1 > 128 ? "dark" : "light";
  };

  // a notebook has shortcuts for the keys that move a slider
  root.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
  el.append(root);
  show();
  model.on("change:answered", show);
  const sized = new ResizeObserver(fold);
  sized.observe(root);
  return () => {
    model.off("change:answered", show);
    sized.disconnect();
    clearTimeout(quiet);
  };
}

export default { render };
