import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import { subjectKinds, type Identity } from '@dianda/inquiry';
import { accepted, chosen } from '../validation/accepted.js';
import { readDocumentNumber } from './subject-checks.js';
import type { SubjectDto } from './subject.dto.js';

/** The subject with its number normalised; the name stays as registered. */
export function identityOf(dto: SubjectDto): Identity {
  const type = chosen(ID_DOCUMENT_TYPES, dto.documentType);
  return {
    kind: chosen(subjectKinds, dto.kind),
    name: dto.name,
    document: { type, number: accepted(readDocumentNumber(type, dto.documentNumber)) },
  };
}
