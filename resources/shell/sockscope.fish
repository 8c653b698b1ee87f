# SPDX-FileCopyrightText: 2026 The Sockscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What can follow is what the program's own help says.

complete -c sockscope -n __fish_use_subcommand \
    -a "(sockscope --help | sed -n '/^Commands/,\$s/^  \([a-z][a-z]*\)  *\(.*\)/\1\t\2/p')"
complete -c sockscope -n __fish_use_subcommand -l demo -l theme -l help -l version
for command in (sockscope --help | sed -n '/^Commands/,$s/^  \([a-z][a-z]*\) .*/\1/p')
    for option in (sockscope $command --help | grep -oE '^ +-.*' | grep -oE -- ' --[a-z][a-z0-9-]+' | string trim -c ' -' | sort -u)
        complete -c sockscope -n "__fish_seen_subcommand_from $command" -l $option
    end
end
