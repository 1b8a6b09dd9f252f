// Whether two values say the same, however they were made. Pure.

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
const bytesOf = (value) => (ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value));
const stated = (value) => Object.keys(value).filter((name) => value[name] !== undefined);
const sameList = (a, b) => a.length === b.length && a.every((item, at) => same(item, b[at]));

/** Whether two values of plain JSON and bytes are equal; the order of an object's keys says nothing, and what is undefined is null. */
export function same(a, b) {
  if ((a ?? null) === (b ?? null) || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
  if (isBytes(a) || isBytes(b)) return isBytes(a) && isBytes(b) && sameList([...bytesOf(a)], [...bytesOf(b)]);
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameList(a, b);
  const names = stated(a);
  return names.length === stated(b).length && names.every((name) => b[name] !== undefined && same(a[name], b[name]));
}
