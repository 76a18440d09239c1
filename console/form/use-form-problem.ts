import type { FormInstance } from 'antd'
import { useCallback } from 'react'
import { problemOf } from '../api/problem-of.ts'
import { useShowError } from '../ui/use-show-error.ts'
import { fieldMessages } from './field-errors.ts'

/** Puts a refusal where it belongs: reasons beside their fields, the rest into a notice. */
export function useFormProblem(form: FormInstance): (error: unknown) => void {
  const showError = useShowError()
  return useCallback(
    (error: unknown) => {
      const problem = problemOf(error)
      const messages = fieldMessages(problem.errors)
      const known = messages.filter(({ name }) => form.getFieldInstance(name) !== undefined)
      form.setFields(known)
      const [first] = known
      if (first) form.scrollToField(first.name, { focus: true })
      if (known.length < messages.length || messages.length === 0) showError(error)
    },
    [form, showError],
  )
}
