export const fission = {}
