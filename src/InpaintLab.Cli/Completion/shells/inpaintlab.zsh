#compdef inpaintlab
# Completion of inpaintlab in zsh. Load it, after compinit, by: source <(./inpaintlab completion zsh)
_inpaintlab() {
  local program=${words[1]/#\~\//$HOME/}
  local -a candidates
  candidates=("${(@f)$($program complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=(${candidates:#})
  if (( ${#candidates} == 0 )); then
    _files
    return
  fi
  # A key waits for its value.
  local -a keys=(${(M)candidates:#*=}) others=(${candidates:#*=})
  (( ${#keys} == 0 )) || compadd -S '' -- $keys
  (( ${#others} == 0 )) || compadd -- $others
}
compdef _inpaintlab inpaintlab
