// Times are sent in UTC; whoever reads them has a clock of their own, and is told which one it is.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const writer = (options) => new Intl.DateTimeFormat("sv-SE", options); // the year first, and 24 hours, as we write it
const whole = writer({ dateStyle: "short", timeStyle: "short" }), clock = writer({ timeStyle: "short" });

for (const node of document.querySelectorAll("time")) {
  node.textContent = ("clock" in node.dataset ? clock : whole).format(new Date(node.dateTime));
}
const told = document.getElementById("mw-zone");
if (told) told.textContent = `Times are those of ${zone.replaceAll("_", " ")}, the time zone of this device.`;
