import { readFileSync } from 'node:fs';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { Server } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { AdapterServiceService } from '@dianda/wire';

/** FileDescriptorSet.file (google/protobuf/descriptor.proto). */
const FILE_FIELD = 1;

/**
 * Serves gRPC reflection of the contract, for people with a generic client. `imageFile` is what `buf build` wrote
 * (`proto/dianda-adapter-v1.binpb`): generated code carries no descriptors.
 */
export function addReflection(server: Server, imageFile: string): void {
  const files = descriptorsOf(readFileSync(imageFile));
  // Only the descriptors of an entry are read, whatever kind of entry it is.
  const format = 'Protocol Buffer 3 EnumDescriptorProto';
  const contract = { format, type: {}, fileDescriptorProtos: files } as const;
  const [service] = Object.values(AdapterServiceService).map(({ path }) => path.split('/')[1]);
  if (service === undefined) throw new TypeError('the contract has no method');
  new ReflectionService({ contract }, { services: [service] }).addToServer(server);
}

/** A FileDescriptorSet is nothing but its files, one after another. */
function descriptorsOf(image: Uint8Array): Buffer[] {
  const reader = new BinaryReader(image);
  const files: Buffer[] = [];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === FILE_FIELD) files.push(Buffer.from(reader.bytes()));
    else reader.skip(wireType, field);
  }
  return files;
}
