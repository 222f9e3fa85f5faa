#!/bin/sh
# Makes the tables of docs/conversion.md, "What it costs": loss against the ANN by method and steps, and what is
# chosen where nothing is given. Takes an hour or two on two cores; what is there already is not made again.
#
#   docs/methods.sh FOLDER ONNX [NETWORK...]
#
# FOLDER gets the models, networks and results; ONNX holds resnet_mnist.onnx and resnet20_cifar10.onnx.
# NETWORK: mlp, lenet, cnn, mobile (trained here on MNIST), resnet_mnist, resnet20_cifar10; without any, all six.
# SEEDS (42 1 2) are those of the choices.
set -eu

[ $# -ge 2 ] || { sed -n '5,9s/^# *//p' "$0" >&2; exit 2; }
home=$(cd "$(dirname "$0")/.." && pwd)
folder=$1
onnx=$2
shift 2
mkdir -p "$folder"

architecture() {
  case $1 in
    mlp) echo 784-512-256-10 ;;
    lenet) echo lenet ;;
    cnn) echo 28x28x1-c16k5p2-bn-a2-c32k5p2-bn-a2-128-10 ;;
    mobile) echo 28x28x1-c16k3s2p1-bn-c16k3p1g16-bn-c32k1-bn-c32k3s2p1g32-bn-c64k1-bn-c64k3p1g64-bn-c64k1-bn-gap-10 ;;
    *) echo "methods: no network is called $1" >&2; exit 2 ;;
  esac
}

run() {
  "$home/ann2snn" "$@" >>"$folder/log.txt" 2>&1 || { tail -n 3 "$folder/log.txt" >&2; exit 1; }
}

# Sets $model and $data; $2 is the seed.
find_model() {
  data=mnist
  model=$onnx/$1.onnx
  case $1 in
    resnet20_cifar10) data=cifar10 ;;
    resnet_mnist) ;;
    *)
      model=$folder/$1-$2.zip
      epochs=3
      [ "$1" != mlp ] || epochs=10
      [ -f "$model" ] ||
        run train --dataset mnist --architecture "$(architecture "$1")" --epochs $epochs --seed "$2" --out "$model"
      ;;
  esac
}

# Converts and compares: NAME [option...]; results are in $folder/NAME.json.
measure() {
  name=$1
  shift
  [ -f "$folder/$name.json" ] && return
  [ -f "$folder/$name.nir" ] || run convert "$model" --dataset $data "$@" --out "$folder/$name.nir"
  run compare "$model" "$folder/$name.nir" --dataset $data --out "$folder/$name.json"
}

# The loss after step T, in points: FILE T.
loss() {
  awk -v t="$2" '
    /"accuracy" :/ && !ann { ann = $3 + 0 }
    /"accuracyByTimestep"/ { split($0, all, /[][,]/); printf "%.2f", 100 * (ann - all[t + 1]) }' "$folder/$1.json"
}

# Rows of methods: one run gives all steps, or one is made for each.
methods() {
  find_model "$1" 42
  for row in 'percentile 99.9' 'percentile 99.9, signed'; do
    name=$1-$(echo "$row" | tr -d ' ,')
    signed=no
    [ "$row" = 'percentile 99.9' ] || signed=yes
    measure "$name" --normalization percentile --timesteps 32 --signed $signed
    printf '| `%s` | %s |' "$1" "$row"
    for t in 2 4 8 16 32; do printf ' %s |' "$(loss "$name" $t)"; done
    echo
  done
  for row in plain bias signed; do
    case $row in
      plain) words='`mmse-channel` for that T' options='--signed no' ;;
      bias) words='the same, biases corrected' options='--signed no --calibrate bias' ;;
      signed) words='the same, signed' options='--signed yes --calibrate bias' ;;
    esac
    printf '| `%s` | %s |' "$1" "$words"
    for t in 2 4 8 16 32; do
      # shellcheck disable=SC2086 # options are words
      measure "$1-$row-$t" --normalization mmse-channel --timesteps $t $options
      printf ' %s |' "$(loss "$1-$row-$t" $t)"
    done
    echo
  done
}

# A row of what is chosen: NETWORK SEED.
choice() {
  find_model "$1" "$2"
  begun=$(date +%s)
  measure "$1-chosen-$2" --seed "$2"
  [ -f "$folder/$1-chosen-$2.s" ] || echo $(($(date +%s) - begun)) >"$folder/$1-chosen-$2.s"
  awk -v row="| \`$1\` | $2 |" '
    /"accuracy" :/ && !ann { ann = $3 + 0 }
    /"accuracyByTimestep"/ { n = split($0, all, /[][,]/); loss = 100 * (ann - all[n - 2]) }
    /"timesteps" :/ && !t { t = $3 + 0 }
    /"synopsToMacsRatio"/ && !macs { macs = $3 + 0 }
    /"chosen" :/ { chosen = 1 }
    /"setting" :/ && chosen == 1 { sub(/.*: "/, ""); sub(/".*/, ""); how = $0; chosen = 2 }
    /"key" : "effective"/ { near = 1 }
    /"snnRatio"/ && near && !ratio { ratio = $3 + 0 }
    END { printf "%s %.2f %% | T = %d, %s | %.2f | %.2f | %.2f |\n", row, 100 * ann, t, how, loss, macs, ratio }
  ' "$folder/$1-chosen-$2.json"
}

[ $# -gt 0 ] || set -- mlp lenet cnn mobile resnet_mnist resnet20_cifar10
echo '| network | method | T = 2 | 4 | 8 | 16 | 32 |'
echo '|---|---|---|---|---|---|---|'
for network in "$@"; do methods "$network"; done
echo
echo '| network | seed | ANN | chosen | loss, points | SynOps per dense MAC | beside the zero-skipping ANN |'
echo '|---|---|---|---|---|---|---|'
for network in "$@"; do
  for seed in ${SEEDS:-42 1 2}; do choice "$network" "$seed"; done
done
