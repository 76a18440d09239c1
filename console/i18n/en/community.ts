export const community = {}
