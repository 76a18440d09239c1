/** While events flood in, a person's interests and her copy for analysis follow at least this often. */
export const GATHER_SECONDS = 30
