"""Writes a file like Common Crawl's domain ranks, of so many lines: ``rank_file FILE LINES``."""

import gzip
import sys
from pathlib import Path
from random import Random

_TOPS = ("com", "org", "net", "de", "uk.co", "jp", "fr", "io")


def main() -> None:
    chance = Random(17)
    with gzip.open(Path(sys.argv[1]), "wb", compresslevel=5) as file:
        file.write(b"#harmonicc_pos\t#harmonicc_val\t#pr_pos\t#pr_val\t#host_rev\t#n_hosts\n")
        for place in range(1, int(sys.argv[2]) + 1):
            name = f"{chance.choice(_TOPS)}.site{chance.getrandbits(40):x}"
            row = (place, f"{3e7 / place:.6f}", chance.randrange(1, 10**8), f"{chance.random():.9f}", name, place % 7)
            file.write(("\t".join(map(str, row)) + "\n").encode())


if __name__ == "__main__":
    main()
