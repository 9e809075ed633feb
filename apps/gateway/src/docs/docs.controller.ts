import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import {
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  type OpenAPIObject,
} from '@nestjs/swagger';
import { DiandaError } from '@dianda/inquiry';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/declared-access.js';
import { Http } from '../edge/route-config.js';
import { docsPagePolicy } from '../edge/security-headers.js';
import { DocsAssets, docsPage } from './docs-assets.js';

/** Holds the document, which can only be made once all routes are known. */
export class DocumentHolder {
  document: OpenAPIObject | undefined;
}

@ApiTags('documentation')
@Controller('api')
export class DocsController {
  constructor(
    private readonly holder: DocumentHolder,
    @Inject(DocsAssets) private readonly assets: DocsAssets,
  ) {}

  @Get('openapi.json')
  @Public()
  @ApiOperation({ summary: 'This document', operationId: 'readOpenApi' })
  @ApiOkResponse({
    description: 'OpenAPI 3.1',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  openApi(): OpenAPIObject {
    if (this.holder.document === undefined)
      throw new TypeError('the document is made before the server listens');
    return this.holder.document;
  }

  @Get('docs')
  @Public()
  @Http({ produces: ['text/html'] })
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', docsPagePolicy)
  page(): string {
    return docsPage;
  }

  @Get('docs/:asset')
  @Public()
  @Http({ produces: 'any' })
  @ApiExcludeEndpoint()
  async asset(
    @Param('asset') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const asset = await this.assets.find(name);
    if (asset === undefined) throw DiandaError.notFound('ROUTE_NOT_FOUND');
    void reply.type(asset.mediaType).header('cache-control', 'public, max-age=3600');
    return asset.bytes;
  }
}
