# shellcheck shell=bash disable=SC2154
# The end of ../../inpaintlab for `test`: runs the test program with the user's filters and counts from the result file it wrote.
# --long: also the tests that take minutes each (trait Category=Long), which are skipped otherwise.

results=$(mktemp --suffix .xml)
trap 'rm -f "$results"' EXIT
colour=()
[[ -t 1 ]] || colour=(-noColor)
filters=()
for argument in "${@:2}"; do
  if [[ $argument == --long ]]; then export INPAINTLAB_LONG_TESTS=1; else filters+=("$argument"); fi
done
code=0
dotnet "$tests" "${filters[@]}" "${colour[@]}" -xml "$results" || code=$?

# count NAME: the sum of that attribute over the result file's assemblies; nothing when the run did not get to write it.
count() { grep -o '<assembly [^>]*' "$results" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" || true; }
passed=$(count passed) failed=$(count failed) errors=$(count errors) skipped=$(count skipped)
[[ -n $passed && -n $failed && -n $errors && -n $skipped ]] ||
  fail 2 "the test run ended with exit code $code and left no counts: it crashed, or did not understand its arguments"

# A class that fails while it is set up or torn down is an error of its own, beside its tests.
failed=$((failed + errors))
((passed + failed > 0)) || say 'no test was run'
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && passed > 0)) || exit 3
# The runner may still be unhappy for a reason that is no test's.
((code == 0)) || fail 2 "every test passed, but the test program ended with exit code $code"
