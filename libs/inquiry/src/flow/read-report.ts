import { DiandaError } from '../errors.js';
import type { InquiryId } from '../model/ids.js';
import type { Report } from '../model/report.js';
import type { Actor } from '../ports/actor.js';
import type { InquiryStore } from '../ports/inquiry-store.js';
import { provisionalReport } from './report.js';

/** The report as the court reads it: the newest sealed version, a named one, or the provisional fold. */
export class ReadReport {
  constructor(private readonly inquiries: InquiryStore) {}

  /** Throws INQUIRY_NOT_FOUND (also where the actor may not see it) and REPORT_VERSION_NOT_FOUND. */
  async run(id: InquiryId, by: Actor, version?: number): Promise<Report> {
    const sealed = await this.inquiries.sealedReport(id, version, by);
    if (sealed !== undefined) return sealed;
    const inputs = await this.inquiries.readForReport(id, by);
    if (inputs === undefined) throw DiandaError.notFound('INQUIRY_NOT_FOUND');
    if (version !== undefined) throw DiandaError.notFound('REPORT_VERSION_NOT_FOUND');
    return provisionalReport(inputs);
  }
}
