// The doors of the sandbox: a snapshot, a stream of events, files, and acting as a person.

const STORED = "sandbox-key";
const given = new URLSearchParams(location.search).get("key");
if (given) sessionStorage.setItem(STORED, given);
const key = given ?? sessionStorage.getItem(STORED) ?? "";

export class Refused extends Error {}

export async function fetchState() {
  const response = await fetch(`state?key=${encodeURIComponent(key)}`, { cache: "no-store" });
  if (response.status === 403) throw new Refused();
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

export async function act(verb, fields = {}) {
  const response = await fetch("act", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Sandbox-Key": key },
    body: JSON.stringify({ do: verb, ...fields }),
  });
  const answer = await response.json().catch(() => ({ ok: false, error: `${response.status} ${response.statusText}` }));
  if (!answer.ok) throw new Error(answer.error);
  return answer;
}

export function fileUrl(fileId) {
  return `file/${encodeURIComponent(fileId)}?key=${encodeURIComponent(key)}`;
}

export function openEvents(after) {
  return new EventSource(`events?key=${encodeURIComponent(key)}&after=${after}`);
}
