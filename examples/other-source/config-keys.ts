/** The bucket's name as an environment variable: the stack sets it, the handler reads it. */
export const bucketVariable = 'CUSTOMERS_BUCKET';
