import { Button, Tooltip } from 'antd'
import type { ButtonProps } from 'antd'
import type { MouseEvent } from 'react'
import css from './ActionButton.module.css'

interface ActionButtonProps extends Omit<ButtonProps, 'disabled'> {
  /** Why it cannot be pressed now. The button stays reachable, so that the reason can be read. */
  disabledReason?: string | undefined
}

export function ActionButton({ disabledReason, onClick, ...rest }: ActionButtonProps) {
  if (disabledReason === undefined) return <Button onClick={onClick} {...rest} />
  const refuse = (event: MouseEvent) => event.preventDefault()
  return (
    <Tooltip title={disabledReason}>
      <Button
        {...rest}
        htmlType="button"
        onClick={refuse}
        aria-disabled="true"
        aria-description={disabledReason}
        className={css.refused}
      />
    </Tooltip>
  )
}
