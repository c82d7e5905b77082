"""`sitegen completion`: what a shell has to know to complete commands, options and folders."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

from sitegen.cli.settings import settings, shared
from sitegen.cli.terminal import Terminal

VARIABLE = "_SITEGEN_COMPLETE"


@click.command("completion", context_settings={"max_content_width": 100})
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what a shell needs to complete sitegen's commands.

    One line in the file that your shell reads at its start switches it on:

    \b
      eval "$(sitegen completion bash)"         in ~/.bashrc; needs bash 4.4
      eval "$(sitegen completion zsh)"          in ~/.zshrc
      sitegen completion fish | source          in ~/.config/fish/config.fish
    """
    found = get_completion_class(shell)
    assert found is not None, "click knows the shells that the argument lets through"
    completion = found(ctx.find_root().command, {}, "sitegen", VARIABLE)
    # ShellComplete's own: bash's asks the machine for its bash first, and fails where there is none
    Terminal.of(settings(ctx)).data(ShellComplete.source(completion).strip("\n"))
