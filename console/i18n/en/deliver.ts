export const deliver = {}
