// Reads calendars with ical.js: one line of JSON in, a text, and one line of JSON out, what it says.
// The argument is the folder that ical.js was installed into.

import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const found = createRequire(path.join(folder, "package.json")).resolve("ical.js");
const loaded = await import(pathToFileURL(found).href);
const ICAL = loaded.default ?? loaded;

const text = (component, name) => component.getFirstPropertyValue(name)?.toString() ?? null;

function alarm(component, start) {
  const trigger = component.getFirstPropertyValue("trigger");
  return {
    action: text(component, "action"),
    at: start + trigger.toSeconds(),
    related: component.getFirstProperty("trigger").getParameter("related") ?? null,
    text: text(component, "description"),
  };
}

function event(component) {
  const start = component.getFirstPropertyValue("dtstart");
  const end = component.getFirstPropertyValue("dtend");
  return {
    uid: text(component, "uid"),
    start: start.toUnixTime(),
    end: end.toUnixTime(),
    stamp: component.getFirstPropertyValue("dtstamp").toUnixTime(),
    zone: start.zone.tzid,
    status: text(component, "status"),
    sequence: Number(text(component, "sequence")),
    summary: text(component, "summary"),
    description: text(component, "description"),
    categories: component.getFirstProperty("categories").getValues(),
    privacy: text(component, "class"),
    busy: text(component, "transp"),
    others: component.getAllProperties().map((one) => one.name).sort(),
    alarms: component.getAllSubcomponents("valarm").map((one) => alarm(one, start.toUnixTime())),
  };
}

function read(written) {
  const calendar = new ICAL.Component(ICAL.parse(written));
  return {
    name: text(calendar, "name"),
    product: text(calendar, "prodid"),
    version: text(calendar, "version"),
    method: text(calendar, "method"),
    parts: calendar.getAllSubcomponents().map((one) => one.name),
    events: calendar.getAllSubcomponents("vevent").map(event),
  };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let said;
  try {
    said = read(JSON.parse(line));
  } catch (error) {
    said = { error: String(error.stack) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
