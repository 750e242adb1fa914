// What the two npm linters of mail say of a letter: one line of JSON, null for one that gave up.
// Arguments: the file, and the clients.
import { readFileSync } from "node:fs";
import { doIUseEmail } from "@jsx-email/doiuse-email";
import { caniemail } from "caniemail";

const [file, ...clients] = process.argv.slice(2);
const html = readFileSync(file, "utf8");

function ofCaniemail() {
  const { issues } = caniemail({ clients, html });
  const found = [];
  for (const [level, map] of [["error", issues.errors], ["warning", issues.warnings]]) {
    for (const [client, list] of map.entries()) {
      found.push(...list.map((issue) => `${level} ${client} ${issue.title}`));
    }
  }
  return found;
}

function ofDoiuse() {
  const { errors = [], warnings = [], notes = [] } = doIUseEmail(html, { emailClients: clients });
  return [...errors.map((text) => `error ${text}`), ...warnings.map((text) => `warning ${text}`), ...notes.map((text) => `note ${text}`)];
}

function tried(ask) {
  try {
    return ask();
  } catch {
    return null;
  }
}

process.stdout.write(JSON.stringify({ caniemail: tried(ofCaniemail), doiuse: tried(ofDoiuse) }));
