# Completion of inpaintlab in bash. Load it by: source <(./inpaintlab completion bash)
_inpaintlab() {
  local line=${COMP_LINE:0:COMP_POINT} program=${COMP_WORDS[0]/#\~\//$HOME/} words candidate
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=('')
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <("$program" complete -- "${words[@]:1}" 2>/dev/null)
  ((${#COMPREPLY[@]} > 0)) || return 0
  # A key waits for its value.
  [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
  # bash replaces only what follows the last '='.
  local current=${words[-1]}
  if [[ $current == *=* && $COMP_WORDBREAKS == *=* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*=}"}"}")
  fi
}
complete -o bashdefault -o default -F _inpaintlab inpaintlab
