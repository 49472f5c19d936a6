/** Systems in which both sides create an account. Imported by the workflow of the saga, too. */
export const SYSTEMS = ['email', 'chat'];
