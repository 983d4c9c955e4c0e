# shellcheck shell=bash disable=SC2154
# The end of ../../inpaintlab for `bundle FILE [--tests]`: one archive for machines without .NET and without a network, such as the GPU nodes of
# a cluster. It holds this tree, built, with the .NET runtime and the libraries for images. The native part is built there, against the
# libtorch of that machine. The ending of FILE chooses the compression, as tar does: .tar.xz, .tar.gz, .tar.zst, .tar.

file=''
for argument in "${@:2}"; do
  case $argument in
    --tests) ;;
    -*) fail 1 "bundle: unknown option '$argument'; expected: bundle FILE [--tests]" ;;
    *) [[ -z $file ]] || fail 1 "bundle: expected one file, received '$file' and '$argument'"; file=$argument ;;
  esac
done
[[ $file == *.tar || $file == *.tar.* ]] || fail 1 "bundle: expected a file such as inpaintlab.tar.xz, received '${file:-nothing}'"
[[ ! $bundled ]] || fail 1 'bundle: this is one already'
[[ $stack == system ]] || fail 1 "bundle: expected the stack 'system', received '$stack'"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
bundle=$stage/inpaintlab
mkdir "$bundle"
output=bin/$stack/Release/net10.0

places=(inpaintlab LICENSE README.md InpaintLab.sln global.json .editorconfig src experiments reports)
outputs=(src/InpaintLab.Cli/$output)
if [[ $project == tests ]]; then
  places+=(.ci .gitignore tests runs/README.md runs/reference)
  outputs+=("tests/$output")
fi
tar -C "$root" --exclude=bin --exclude=obj --exclude=build --exclude=__pycache__ --exclude='index.db*' -cf - "${places[@]}" | tar -C "$bundle" -xf -

# The libraries that the program opens by these names, from beside it.
images=()
for library in libturbojpeg.so.0 libspng.so.0; do
  path=$(PATH=$PATH:/sbin ldconfig -p | awk -v name="$library" '$1 == name && !found++ { print $NF }')
  [[ $path ]] || fail 1 "bundle: $library was not found by ldconfig"
  images+=("$path")
done
for output in "${outputs[@]}"; do
  mkdir -p "$bundle/${output%/*}"
  cp -r "$root/$output" "$bundle/$output"
  find "$bundle/$output/runtimes" -mindepth 1 -maxdepth 1 ! -name linux-x64 -exec rm -r {} +
  cp -L "${images[@]}" "$bundle/$output"
done

read -r _ version runtimes < <(dotnet --list-runtimes | awk '/^Microsoft\.NETCore\.App 10\./ { last = $0 } END { print last }')
[[ ${runtimes-} ]] || fail 1 'bundle: `dotnet --list-runtimes` names no Microsoft.NETCore.App 10'
runtimes=${runtimes//[\[\]]/}
dotnet=${runtimes%/shared/*}
mkdir -p "$bundle/dotnet/host" "$bundle/dotnet/shared/Microsoft.NETCore.App"
cp -r "$dotnet/dotnet" "$bundle/dotnet"
cp -r "$dotnet/host/fxr" "$bundle/dotnet/host"
cp -r "$runtimes/$version" "$bundle/dotnet/shared/Microsoft.NETCore.App"
for notice in LICENSE.txt ThirdPartyNotices.txt; do
  [[ ! -e $dotnet/$notice ]] || cp "$dotnet/$notice" "$bundle/dotnet"
done

# The tests hold the program and their goldens once more: the same file twice is stored once.
last='' kept=''
while read -r sum path; do
  if [[ $sum == "$last" ]]; then ln -f "$kept" "$path"; else last=$sum kept=$path; fi
done < <(find "$bundle" -type f -size +4k -exec md5sum {} + | sort)

tar -C "$stage" -caf "$file" inpaintlab || fail 1 "bundle: '$file' could not be written"
say "$file: $(du -h "$file" | cut -f 1). There: tar -xf ${file##*/} && LIBTORCH=python3 inpaintlab/inpaintlab run SPEC" \
  '(needs cmake, make, a C++ compiler and a PyTorch or libtorch)'
