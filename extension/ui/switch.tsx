// One switch: a whole row that is a button with role=switch, so that all of it can be clicked.

type Props = {
  name: string; // unique on the page; data-name for styles and tests
  title?: string;
  labelId?: string; // of the element that names it, where it has no title of its own
  detail?: string | undefined;
  on: boolean;
  disabled?: boolean;
  onToggle: () => void; // away from what is stored, which a quick second click finds changed
};

export function Switch({ name, title, labelId, detail, on, disabled = false, onToggle }: Props) {
  const titleId = `${name}-title`;
  const detailId = `${name}-detail`;
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      data-name={name}
      aria-checked={on}
      aria-labelledby={labelId ?? titleId}
      {...(detail ? { "aria-describedby": detailId } : {})}
      disabled={disabled}
      onClick={onToggle}
    >
      {title && (
        <span class="words">
          <span class="title" id={titleId}>
            {title}
          </span>
          {detail && (
            <span class="detail" id={detailId}>
              {detail}
            </span>
          )}
        </span>
      )}
      <span class="track" />
    </button>
  );
}
