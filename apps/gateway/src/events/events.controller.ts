import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { DiandaError, InquiryEvents, type Actor, type Instant } from '@dianda/inquiry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Roles, Scope } from '../access/declared-access.js';
import { By, Until } from '../access/request-actor.js';
import { ApiProblems, ofToken } from '../docs/api-problems.js';
import { reference } from '../docs/schemas/names.js';
import { Http } from '../edge/route-config.js';
import { inquiryIdOf } from '../inquiries/inquiry-id.js';
import { LookRecord } from '../inquiries/look-record.js';
import { EventHub } from './event-hub.js';
import { FollowedAll, FollowedInquiry } from './followed.js';
import { LastEventId, unknownEventId } from './last-event-id.js';
import { eventStream } from './server-sent-events.js';
import type { Reading } from './event-reader.js';

const lastEventId = {
  name: 'Last-Event-ID',
  required: false,
  description: 'The id of the last event one has; the stream goes on after it, without a gap or a repeat.',
  schema: { type: 'string', pattern: '^(?:0|[1-9][0-9]{0,14})$' },
  example: '7',
} as const;

const problems = [
  ...ofToken,
  'REQUEST_INVALID',
  'TOO_MANY_STREAMS',
  'STREAMS_FULL',
  'SHUTTING_DOWN',
] as const;

const streamed = {
  description:
    'Server-sent events: `event` is the kind, `data` an InquiryEvent in one line. Comments are heartbeats. The last ' +
    'event, `ended`, has no id and says why in `reason` (INQUIRY_OVER, ACCESS_ENDED, TOKEN_EXPIRED, ' +
    'STORAGE_UNAVAILABLE, SHUTTING_DOWN).',
  content: { [eventStream]: { schema: reference('InquiryEvent') } },
};

/** 实时流: what happens to inquiries, as it is committed. */
/** An inquiry's events are counted in a PostgreSQL integer, which is asked with nothing larger. */
const LARGEST_EVENT_NUMBER = 2 ** 31 - 1;

@ApiTags('inquiries')
@Controller()
export class EventsController {
  constructor(
    private readonly hub: EventHub,
    private readonly events: InquiryEvents,
    private readonly looks: LookRecord,
  ) {}

  @Get('inquiries/:id/events')
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @Http({ produces: [eventStream] })
  @ApiOperation({
    summary: '办理进度实时流 What happens to an inquiry',
    description:
      'From its first event, or after Last-Event-ID; ids are 1, 2, 3 … The stream ends when the inquiry does, after ' +
      'its sealed report; connect again to read of answers that came late.',
    operationId: 'followInquiry',
  })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader(lastEventId)
  @ApiOkResponse(streamed)
  @ApiNoContentResponse({
    description: 'The inquiry is over and nothing followed Last-Event-ID; a browser stops connecting.',
  })
  @ApiProblems(...problems, 'INQUIRY_NOT_FOUND')
  async ofInquiry(
    @Param('id') id: string,
    @LastEventId() given: number | undefined,
    @By() by: Actor,
    @Until() until: Instant,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const inquiryId = inquiryIdOf(id);
    const after = given ?? 0;
    if (after > LARGEST_EVENT_NUMBER) throw unknownEventId();
    const page = await this.events.ofInquiry(inquiryId, after, 0, by);
    if (page === undefined) throw DiandaError.notFound('INQUIRY_NOT_FOUND');
    if (after > page.newest) throw unknownEventId();
    await this.looks.record({ id: inquiryId, caseId: page.caseId }, by);
    if (page.isOver && after === page.newest) {
      void reply.code(204).send();
      return;
    }
    const followed = new FollowedInquiry(this.events, inquiryId, by);
    await this.stream({ by, until, followed, after }, request, reply);
  }

  @Get('events')
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @Http({ produces: [eventStream] })
  @ApiOperation({
    summary: '我的全部实时流 What happens to all inquiries one sees',
    description:
      'From now on, or after Last-Event-ID. The first event, `opened`, has the id to come back with. Ids grow, not ' +
      'always by one; each event carries its number within its inquiry. Of an inquiry that one comes to see later, ' +
      'the events from then on are told.',
    operationId: 'followInquiries',
  })
  @ApiHeader(lastEventId)
  @ApiOkResponse(streamed)
  @ApiProblems(...problems)
  async ofAll(
    @LastEventId() given: number | undefined,
    @By() by: Actor,
    @Until() until: Instant,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const newest = await this.events.newestPosition();
    const after = given ?? newest;
    if (after > newest) throw unknownEventId();
    await this.looks.recordAll(by);
    await this.stream({ by, until, followed: new FollowedAll(this.events, by), after }, request, reply);
  }

  private async stream(reading: Reading, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    // Proxies that buffer would hold events back.
    void reply.type(`${eventStream}; charset=utf-8`).header('x-accel-buffering', 'no');
    // Fastify gives every GET a HEAD; a stream that nobody reads would stay open.
    void reply.send(request.method === 'HEAD' ? '' : await this.hub.open(reading));
  }
}
