import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import swaggerUi from 'swagger-ui-express';

/**
 * The page that shows the API. Its scripts are files of our own, so that none needs to be allowed inline; the page
 * brings some style sheets and icons inline.
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
