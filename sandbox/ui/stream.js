// Keeps the world in step with the sandbox: snapshot, then events; after any break it starts from a new snapshot.

import { keepInlineAnswer } from "./inline.js";
import { keepCheckout } from "./paying.js";
import { fetchState, openEvents, Refused } from "./server.js";
import { settleCallback, forgetPresses } from "./pressing.js";
import { countUnread, followMigration } from "./view.js";
import * as store from "./world.js";

const RETRY_MS = 1500;
const PATIENCE_MS = 5000;
const SETTLE_MS = 200;

const queued = new Map();
let events = null;
let attempt = 0;
let settingsTimer = null;

const HANDLERS = {
  message: (event) => store.putMessage(event) && countUnread(event.chat_id, event.message),
  edit: store.putMessage,
  delete: store.dropMessage,
  ephemeral: store.putEphemeral,
  ephemeral_gone: store.dropEphemeral,
  callback_answer: settleCallback,
  reply_keyboard: store.putReplyKeyboard,
  inline_results: keepInlineAnswer,
  checkout: keepCheckout,
  person: alsoSettings(store.putPerson),
  chat: alsoSettings(store.putChat),
  migrated: migrate,
  commands: refreshSettingsSoon,
  call: store.putCall,
  update: trackUpdate,
  faults: store.putFaults,
  reset: connect,
};

// A reset during a reconnect asks twice; only the newest question may open a stream, or every event would count twice.
export async function connect() {
  attempt += 1;
  const mine = attempt;
  events?.close();
  try {
    const state = await fetchState();
    if (mine === attempt) follow(state);
  } catch (error) {
    if (mine === attempt) connectLater(error instanceof Refused ? "badKey" : "offline");
  }
}

function connectLater(reason) {
  const mine = attempt;
  store.emit("connection", reason);
  setTimeout(() => mine === attempt && connect(), RETRY_MS);
}

function follow(state) {
  queued.clear();
  forgetPresses();
  store.replaceWorld(state);
  events = openEvents(state.last_event);
  for (const [name, handle] of Object.entries(HANDLERS)) {
    events.addEventListener(name, ({ data }) => handle(JSON.parse(data || "null")));
  }
  events.addEventListener("open", () => store.emit("connection", "online"));
  // The browser would reconnect with its last event number, which means nothing to a sandbox that was restarted.
  events.addEventListener("error", () => {
    events.close();
    connectLater("offline");
  });
}

function migrate(event) {
  followMigration(event);
  return connect();
}

// Who is where and which language they speak decides which commands they see.
function alsoSettings(handle) {
  return (event) => {
    handle(event);
    refreshSettingsSoon();
  };
}

function refreshSettingsSoon() {
  clearTimeout(settingsTimer);
  settingsTimer = setTimeout(() => fetchState().then(store.replaceSettings, connect), SETTLE_MS);
}

function trackUpdate({ update_id, state }) {
  if (state === "queued") queued.set(update_id, Date.now());
  else queued.delete(update_id);
}

export function watchSilence() {
  setInterval(() => {
    const late = [...queued.values()].filter((since) => Date.now() - since > PATIENCE_MS);
    store.emit("silence", late.length);
  }, 1000);
}
