import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/**
 * The message without one of its fields: `path` holds field numbers from the outside in, the last one is taken out.
 * Everything else stays byte for byte and in order.
 */
export function withoutField(message: Uint8Array, path: readonly number[]): Uint8Array {
  const [number, ...inner] = path;
  if (number === undefined) throw new RangeError('which field?');
  const reader = new BinaryReader(message);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [field, type] = reader.tag();
    if (field !== number) {
      reader.skip(type, field);
      kept.push(message.subarray(from, reader.pos));
    } else if (inner.length === 0) {
      reader.skip(type, field);
    } else {
      if (type !== WireType.LengthDelimited) throw new TypeError(`field ${field} holds no message`);
      const content = withoutField(reader.bytes(), inner);
      kept.push(new BinaryWriter().tag(field, type).bytes(content).finish());
    }
  }
  return Buffer.concat(kept);
}
