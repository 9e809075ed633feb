import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { withoutField } from './protobuf-surgery.js';

/** `{ 1: "outer", 4: { 1: "inner", 2: 7 }, 5: 3 }` */
function sample(inner: Uint8Array): Uint8Array {
  return new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .string('outer')
    .tag(4, WireType.LengthDelimited)
    .bytes(inner)
    .tag(5, WireType.Varint)
    .uint32(3)
    .finish();
}
const text = new BinaryWriter().tag(1, WireType.LengthDelimited).string('inner').finish();
const number = new BinaryWriter().tag(2, WireType.Varint).uint32(7).finish();

describe('taking a field out of a message', () => {
  it('takes the inner field and leaves all else byte for byte', () => {
    expect(Buffer.from(withoutField(sample(Buffer.concat([text, number])), [4, 1]))).toEqual(
      Buffer.from(sample(number)),
    );
  });

  it('takes a whole message by its number', () => {
    const expected = new BinaryWriter()
      .tag(1, WireType.LengthDelimited)
      .string('outer')
      .tag(5, WireType.Varint)
      .uint32(3)
      .finish();
    expect(Buffer.from(withoutField(sample(text), [4]))).toEqual(Buffer.from(expected));
  });
});
