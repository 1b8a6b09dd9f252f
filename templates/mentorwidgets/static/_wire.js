// Jupyter messages as they travel over the websocket (subprotocol v1): offsets, channel, four JSON parts, buffers.

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A message as bytes. `buffers` are ArrayBuffers or views. */
export function pack({ channel = "shell", header, parent = {}, metadata = {}, content, buffers = [] }) {
  const json = [header, parent, metadata, content].map((part) => encoder.encode(JSON.stringify(part)));
  const raw = buffers.map((buffer) => (ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer)));
  const parts = [encoder.encode(channel), ...json, ...raw];
  const head = 8 * (parts.length + 2);
  const bytes = new Uint8Array(head + parts.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(parts.length + 1), true);
  let at = head;
  parts.forEach((part, index) => {
    view.setBigUint64(8 * (index + 1), BigInt(at), true);
    bytes.set(part, at);
    at += part.length;
  });
  view.setBigUint64(8 * (parts.length + 1), BigInt(at), true);
  return bytes;
}

/** Bytes as a message; its buffers are DataViews. */
export function unpack(data) {
  const view = new DataView(data);
  const count = Number(view.getBigUint64(0, true));
  const offset = (index) => Number(view.getBigUint64(8 * (index + 1), true));
  const part = (index) => new Uint8Array(data, offset(index), offset(index + 1) - offset(index));
  const json = (index) => JSON.parse(decoder.decode(part(index)));
  const buffers = [];
  for (let index = 5; index < count - 1; index += 1) buffers.push(new DataView(data, offset(index), offset(index + 1) - offset(index)));
  return { channel: decoder.decode(part(0)), header: json(1), parent: json(2), metadata: json(3), content: json(4), buffers };
}

/** Put buffers back where they were taken from: paths such as ["state", "image"]. */
export function putBuffers(target, paths = [], buffers = []) {
  paths.forEach((path, index) => {
    let place = target;
    for (const step of path.slice(0, -1)) place = place[step];
    place[path.at(-1)] = buffers[index];
  });
  return target;
}

const isBinary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

/** Take buffers out of a state: what is left is plain JSON, beside it the paths and the buffers. */
export function takeBuffers(state) {
  const paths = [], buffers = [];
  const walk = (value, path) => {
    if (isBinary(value)) { paths.push(path); buffers.push(value); return null; }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, [...path, name])]).filter(([name, item]) => !(item === null && isBinary(value[name]))));
    }
    return value;
  };
  return { state: walk(state, []), paths, buffers };
}
