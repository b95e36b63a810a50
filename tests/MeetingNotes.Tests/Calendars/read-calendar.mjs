// Reads a calendar from standard input with ical.js, the library that Thunderbird is built on, and writes what it understood as JSON.
import { readFileSync } from 'node:fs';

const { default: ICAL } = await import(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) {
  ICAL.TimezoneService.register(zone);
}

const text = (component, name) => component.getFirstPropertyValue(name)?.toString() ?? null;

console.log(JSON.stringify({
  name: text(calendar, 'x-wr-calname'),
  method: text(calendar, 'method'),
  refresh: text(calendar, 'refresh-interval'),
  zones: calendar.getAllSubcomponents('vtimezone').map((zone) => text(zone, 'tzid')),
  events: calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      day: event.startDate.toString().slice(0, 10),
      isAllDay: event.startDate.isDate,
      zone: event.startDate.isDate ? null : event.startDate.zone.tzid,
      // Worked out by the rules of the calendar's own VTIMEZONE.
      instant: event.startDate.isDate ? null : event.startDate.toUnixTime(),
      changed: component.getFirstPropertyValue('last-modified').toUnixTime(),
      stamp: component.getFirstPropertyValue('dtstamp').toUnixTime(),
      summary: event.summary,
      description: event.description,
      location: event.location,
      status: text(component, 'status'),
      url: text(component, 'url'),
      transparency: text(component, 'transp'),
    };
  }),
}));
