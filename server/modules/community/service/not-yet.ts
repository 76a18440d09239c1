/** The platform did not give what is needed to go on: the work is kept, and tried again later. */
export class NotYet extends Error {
  override name = 'NotYet'
}
