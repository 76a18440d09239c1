import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import css from './mapping.module.css'

interface LinesProps {
  /** where the list is, in the list that it is in */
  name: (string | number)[]
  /** what one line is called, before its number */
  label: string
  most: number
  /** on the button that adds a line, and the line as it begins */
  add: string
  begins: object
  children: (name: number) => ReactNode
  /** What hangs below a line. */
  below?: (name: number) => ReactNode
}

/** Lines of a form, each of which can be taken away, and a button for one more. */
export function Lines({ name: list, label, most, add: more, begins, children, below }: LinesProps) {
  const { t } = useTranslation('webhook')
  return (
    <Form.List name={list}>
      {(lines, { add, remove }) => (
        <div className={css.lines}>
          {lines.map(({ key, name }) => (
            <div key={key} className={css.lines} role="group" aria-label={`${label} ${name + 1}`}>
              <div className={css.line}>
                {children(name)}
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={`${t('remove')} ${label} ${name + 1}`}
                  onClick={() => remove(name)}
                />
              </div>
              {below?.(name)}
            </div>
          ))}
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={lines.length >= most}
            onClick={() => add(begins)}
          >
            {more}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
