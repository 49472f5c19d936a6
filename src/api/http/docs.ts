import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import swaggerUi from 'swagger-ui-express';

/** The scripts of Swagger UI are separate files on this origin; some of its styles and icons are inline. */
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

/** Serves Swagger UI. */
export const createDocsRouter = (document: object): Router =>
  Router().use(
    setDocsRouteName,
    contentSecurityPolicy,
    swaggerUi.serve,
    swaggerUi.setup(document, { customSiteTitle: 'Firstday API' }),
  );

const setDocsRouteName: RequestHandler = (_request, response, next) => {
  response.locals.route = 'GET /docs';
  next();
};
