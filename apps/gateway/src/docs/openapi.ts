import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { bearerScheme } from '../access/declared-access.js';
import { ofEdge, ofPath, problemResponses } from './api-problems.js';
import { schemas } from './schemas/index.js';

const description = `
One order asks every competent agency; the report says what was found, what was searched and found empty, and what
could not be searched and why.

Problems are \`application/problem+json\` (RFC 9457) in zh-CN or en by Accept-Language; branch on \`reason\`, which is
stable. Another method on a path is answered 405 with \`Allow\`. Every reply carries \`X-Request-Id\`; a UUID sent in
\`X-Request-Id\` is kept. Clients ignore members they do not know.
`.trim();

/** The OpenAPI document, from the decorators of the routes and the schemas of the replies. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('点达 Dianda: 点对点查询 asset inquiry gateway')
    .setDescription(description)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addTag('sessions', '登录')
    .addTag('cases', '案件')
    .addTag('notices', '协助查询通知书')
    .addTag('inquiries', '查询申请')
    .addTag('agencies', '协助单位')
    .addTag('operations', '运维')
    .addTag('health')
    .addTag('documentation')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, bearerScheme)
    .build();
  const document = SwaggerModule.createDocument(app, {
    ...config,
    components: { ...config.components, schemas: { ...schemas } },
  });
  addEdgeProblems(document);
  return document;
}

/** No route can know what the edge refuses before it: it is added to each, where the route has not said so itself. */
function addEdgeProblems({ paths }: OpenAPIObject): void {
  for (const [path, item] of Object.entries(paths)) {
    const responses = problemResponses(path.includes('{') ? [...ofEdge, ...ofPath] : ofEdge);
    for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (operation === undefined) continue;
      for (const { status, ...response } of responses) operation.responses[status] ??= response;
    }
  }
}
