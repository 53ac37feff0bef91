/** The part of avsc that knows types: its files, protocols and services are as large again, and nobody uses them. */
declare module 'avsc/lib/types.js' {
  export { Type } from 'avsc';
}
