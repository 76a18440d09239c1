import { z } from 'zod'

/** Long rather than odd (NIST SP 800-63B §3.1.1): no rules about signs, no forced changes. */
export const PASSWORD_MIN_CHARS = 10

export const password = z.string().min(PASSWORD_MIN_CHARS).max(200)

/** How emails are compared: people type them in any case. */
export const normalEmail = (email: string): string => email.trim().toLowerCase()
