import { held, type FieldReader } from '@dianda/adapter-kit';
import type { BorderCrossing, LodgingStay } from '@dianda/inquiry';
import { directions, documentTypes } from './police-codes.js';
import { readTime } from './read-time.js';

/** 住宿; undefined for a row that does not say when or where. */
export function readStay(fields: FieldReader): LodgingStay | undefined {
  const checkInAt = readTime(fields, 'rzsj', 'check_in_at');
  const hotelName = readHotelName(fields);
  if (checkInAt === undefined || hotelName === undefined) return undefined;
  return {
    checkInAt,
    hotelName,
    ...held({
      checkOutAt: readTime(fields, 'tfsj', 'check_out_at'),
      hotelAddress: fields.text('lgdz', 'hotel_address'),
      phone: fields.text('lxdh', 'phone'),
    }),
  };
}

/** 出入境; undefined for a row that does not say when or with which document. */
export function readCrossing(fields: FieldReader): BorderCrossing | undefined {
  const crossedAt = readTime(fields, 'crjsj', 'crossed_at');
  const documentNumber = fields.text('zjhm', 'document_number');
  if (crossedAt === undefined || documentNumber === undefined) return undefined;
  return {
    documentType: fields.code(documentTypes, 'zjlx', 'document_type', 'zjmc') ?? {
      code: 'UNKNOWN',
      raw: '-',
    },
    documentNumber,
    crossedAt,
    direction: fields.requiredCode(directions, 'crjbs', 'direction'),
    ...held({
      destination: fields.text('qwgj', 'destination'),
      phone: fields.text('lxdh', 'phone'),
    }),
  };
}

/** A hotel that is missing from 旅馆信息 goes by its code, with a warning. */
function readHotelName(fields: FieldReader): string | undefined {
  const name = fields.text('lgmc', 'hotel_name');
  if (name !== undefined) return name;
  const code = fields.text('lgbm', 'hotel_name');
  if (code !== undefined) fields.warn('hotel_name', 'UNKNOWN_CODE', code);
  return code;
}
