// The model that an anywidget sees. Local edits win over what comes from the kernel until the kernel has answered them.
import { same } from "../../../mentorwidgets/static/_same.js";
import { takeBuffers } from "./_wire.js";

const names = (event) => event.split(/\s+/).filter(Boolean);

/** One widget model. `post(data, buffers)` sends a comm message and returns its id; `trouble(error)` tells the person. */
export class Model {
  #state;
  #post;
  #trouble;
  #hears = new Map();
  #own = new Set(); // what the page has ever set
  #dirty = new Set(); // set, not yet saved
  #sent = new Map(); // name -> id of the message that carries our value and was not answered yet

  constructor(id, state, { post, trouble, find }) {
    this.model_id = id;
    this.#state = state;
    this.#post = post;
    this.#trouble = trouble;
    this.widget_manager = { get_model: find };
  }

  get(name) { return this.#state[name]; }

  set(name, value) {
    const edits = typeof name === "object" ? name : { [name]: value };
    // The very object that we gave may have been written into: only another one can be told from it.
    const changed = Object.entries(edits).filter(([key, item]) => (item && item === this.#state[key] && typeof item === "object") || !same(this.#state[key], item));
    for (const [key, item] of changed) { this.#state[key] = item; this.#own.add(key); this.#dirty.add(key); }
    this.#changed(changed.map(([key]) => key));
  }

  save_changes() {
    if (!this.#dirty.size) return;
    const edits = Object.fromEntries([...this.#dirty].map((name) => [name, this.#state[name]]));
    const { state, paths, buffers } = takeBuffers(edits);
    const id = this.#post({ method: "update", state, buffer_paths: paths }, buffers);
    for (const name of this.#dirty) this.#sent.set(name, id);
    this.#dirty.clear();
  }

  send(content, _callbacks, buffers = []) { this.#post({ method: "custom", content }, buffers); }

  on(event, hear) { for (const name of names(event)) this.#hears.set(name, [...(this.#hears.get(name) ?? []), hear]); }

  off(event, hear) {
    for (const name of event ? names(event) : [...this.#hears.keys()]) {
      this.#hears.set(name, hear ? (this.#hears.get(name) ?? []).filter((other) => other !== hear) : []);
    }
  }

  /** The kernel sent state. `cause` is the id of the message it answers. */
  receive(state, cause, isEcho) {
    const changed = [];
    for (const [name, value] of Object.entries(state)) {
      if (isEcho && this.#sent.get(name) === cause) { this.#sent.delete(name); continue; }
      if (this.#sent.has(name) || this.#dirty.has(name)) continue;
      if (name in this.#state && same(this.#state[name], value)) continue; // a whole state that comes again is no news
      this.#state[name] = value;
      changed.push(name);
    }
    this.#changed(changed);
  }

  /** The kernel is done with one of our messages. */
  answered(cause) { for (const [name, id] of this.#sent) if (id === cause) this.#sent.delete(name); }

  /** After a broken connection: what was not answered is sent again. */
  resend() {
    for (const name of this.#sent.keys()) this.#dirty.add(name);
    this.#sent.clear();
    this.save_changes();
  }

  /** Another kernel stands behind it, under another id: what the page has set is told to it, for all else its word counts. */
  moved(id, state) {
    this.model_id = id;
    this.#sent.clear();
    this.#dirty = new Set(this.#own);
    this.receive(state, "", false);
    this.save_changes();
  }

  heard(content, buffers) { this.#fire("msg:custom", content, buffers); }

  close() { this.#fire("destroy"); this.#hears.clear(); }

  #changed(list) {
    for (const name of list) this.#fire(`change:${name}`, this, this.#state[name]);
    if (list.length) this.#fire("change", this);
  }

  #fire(event, ...rest) {
    for (const hear of this.#hears.get(event) ?? []) {
      try { hear(...rest); } catch (error) { this.#trouble(error); }
    }
  }
}
