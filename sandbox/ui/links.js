// What a link means to a Telegram client, as far as this bot is concerned.

const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);

export function readLink(written, botUsername) {
  const url = asUrl(written.trim());
  if (!url) return { kind: "outside", url: written };
  const query = url.searchParams;
  const { domain, rest } = target(url);
  if (domain.startsWith("$") && !rest) return { kind: "invoice", url: written };
  if (domain === "share" || (domain === "msg_url")) {
    return { kind: "share", url: query.get("url") ?? "", text: query.get("text") ?? "" };
  }
  if (domain.toLowerCase() !== botUsername.toLowerCase() || rest) return { kind: "outside", url: written };
  if (query.has("startgroup")) return { kind: "startgroup", payload: query.get("startgroup"), admin: query.has("admin") };
  if (query.has("start")) return { kind: "start", url: `https://t.me/${botUsername}?start=${encodeURIComponent(query.get("start"))}` };
  if ([...query.keys()].length) return { kind: "outside", url: written };
  return { kind: "bot" };
}

function asUrl(text) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  return URL.canParse(full) ? new URL(full) : null;
}

function target(url) {
  if (url.protocol === "tg:") return { domain: url.searchParams.get("domain") ?? url.host, rest: "" };
  if (!HOSTS.has(url.host)) return { domain: "", rest: "" };
  const [, domain = "", ...rest] = url.pathname.split("/");
  return { domain, rest: domain === "share" ? "" : rest.join("/") };
}
