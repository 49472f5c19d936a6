import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import swaggerUi from 'swagger-ui-express';

/**
 * Serves Swagger UI. Its scripts are separate files on this origin, so the policy forbids inline scripts; some of its
 * styles and icons are inline.
 */
export function createDocsRouter(document: object): Router {
  const contentSecurityPolicy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
  const setRouteName: RequestHandler = (_request, response, next) => {
    response.locals.route = 'GET /docs';
    next();
  };
  return Router().use(
    setRouteName,
    contentSecurityPolicy,
    swaggerUi.serve,
    swaggerUi.setup(document, { customSiteTitle: 'Firstday API' }),
  );
}
