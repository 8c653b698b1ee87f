# SPDX-FileCopyrightText: 2026 The Sockscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What can follow is what the program's own help says.

_sockscope()
{
    local word=${COMP_WORDS[COMP_CWORD]} command='' i
    for ((i = 1; i < COMP_CWORD; ++i)); do
        if [[ ${COMP_WORDS[i]} == [a-z]* ]]; then
            command=${COMP_WORDS[i]}
            break
        fi
    done
    COMPREPLY=()
    local program=${COMP_WORDS[0]} help
    if [[ $word == -* ]]; then
        help=$("$program" ${command:+"$command"} --help 2>/dev/null) || return
        mapfile -t COMPREPLY < <(compgen -W "$(grep -oE '^ +-.*' <<<"$help" | grep -oE -- '(^| )--?[a-z][a-z0-9-]*' | sort -u)" -- "$word")
        return
    fi
    if [[ -z $command ]]; then
        help=$("$program" --help 2>/dev/null)
        mapfile -t COMPREPLY < <(compgen -W "$(sed -n '/^Commands/,$s/^  \([a-z][a-z]*\) .*/\1/p' <<<"$help")" -- "$word")
    fi
    local file
    while IFS= read -r file; do
        COMPREPLY+=("$file")
    done < <(compgen -f -- "$word")
    compopt -o filenames 2>/dev/null
}

complete -F _sockscope sockscope
