"""Reader of packages that may be hostile: a folder, tar or zip as a table of files; nothing is unpacked to disk.

Every name and size is judged before a byte of content is read: no path out of the package, no link, no device, no
bomb. Content is read as a stream, so that memory does not grow with the package.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
import tarfile
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from docgen.archive.layout import CSIP, FGS_1_2
from docgen.archive.package_bounds import NameRegister, safe_name, unsafe_name
from docgen.archive.verdicts import PackageError, PackageVerdict
from docgen.errors import Finding, Place, UsageError, reason
from docgen.filesystem import require_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

TOPS = (CSIP.top, FGS_1_2.top, 'bagit.txt')
"""What lists the files, at the top of a package: FGS 2.0 (CSIP), FGS 1.2, BagIt."""
_INSIDE = ('representations', f'{FGS_1_2.data}/record.json')
SUFFIXES = ('.tar', '.zip')
_CHUNK = 1 << 20
_TAR_END = 1024
_ZIP_START = b'PK\x03\x04'


@dataclass(frozen=True)
class PackageFile:
    """One file of a package; `name` is its path from the package's top, with '/' between."""

    name: str
    size: int
    """Bytes."""
    opener: Callable[[], IO[bytes]]

    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal.

        Raises:
            PackageError: DAMAGED.
        """
        return self.digest('sha256')

    def digest(self, kind: str) -> str:
        """A checksum of the content, in hexadecimal, of a kind by its name in hashlib.

        Raises:
            PackageError: DAMAGED.
        """
        digest = hashlib.new(kind, usedforsecurity=False)
        if self.size <= _CHUNK:
            digest.update(whole := self.start(_CHUNK))
            if len(whole) < _CHUNK:  # or it may be longer than the package says
                return digest.hexdigest()
            digest = hashlib.new(kind, usedforsecurity=False)
        for chunk in self._chunks():
            digest.update(chunk)
        return digest.hexdigest()

    def read(self, most: int = 50_000_000) -> bytes:
        """Give the whole content.

        Raises:
            PackageError: DAMAGED; TOO_LARGE, it is more than `most` bytes.
        """
        if self.size > most:
            raise PackageError(
                PackageVerdict.TOO_LARGE, f"Filen är för stor för sitt slag: {self.size} byte.", self.name
            )
        return self.start(most)

    def start(self, most: int) -> bytes:
        """Give the first bytes of the content, `most` at most.

        Raises:
            PackageError: DAMAGED.
        """
        with _readable("Filen är skadad inne i paketet och kan inte läsas.", self.name), self.opener() as file:
            return file.read(most)

    def copy_to(self, target: Path) -> None:
        """Write the content to a file.

        Raises:
            PackageError: DAMAGED.
            OSError: the file cannot be written.
        """
        with target.open('wb') as out:
            for chunk in self._chunks():
                out.write(chunk)

    def _chunks(self) -> Iterator[bytes]:
        with contextlib.ExitStack() as stack:
            what = "Filen är skadad inne i paketet och kan inte läsas."
            with _readable(what, self.name):
                file = stack.enter_context(self.opener())
            while True:
                with _readable(what, self.name):
                    chunk = file.read(_CHUNK)
                if not chunk:
                    return
                yield chunk


def is_package(path: Path) -> bool:
    """Whether a path by its name or its top file is to be taken for a package; a look from outside only."""
    if path.is_symlink():
        return False
    if path.is_dir():
        # A package that has lost its list is a package still, and what is in it is none.
        return any((path / top).is_file() for top in TOPS) or any((path / inner).exists() for inner in _INSIDE)
    return path.suffix.lower() in SUFFIXES and path.is_file()


@contextlib.contextmanager
def open_package(path: Path) -> Iterator[Mapping[str, PackageFile]]:
    """Open a package and give its files by their path from its top, sorted.

    Raises:
        UsageError: `package-missing`, there is no such file or folder, or it may not be read.
        PackageError: NOT_A_PACKAGE, UNSAFE, TOO_LARGE or DAMAGED; nothing was unpacked.
    """
    with contextlib.ExitStack() as stack:
        yield _found(path, stack)


def _found(path: Path, stack: contextlib.ExitStack) -> dict[str, PackageFile]:
    try:
        return _from_top(_contents(path, stack))
    except OSError as error:
        raise UsageError(
            Finding(
                'package-missing',
                f"{path} kan inte öppnas.",
                f"Orsak: {reason(error)}.",
                "Kontrollera namnet och mappen.",
                Place(path),
            )
        ) from error


def _contents(path: Path, stack: contextlib.ExitStack) -> dict[str, PackageFile]:
    if path.is_dir():
        return _of_folder(path)
    require_regular(path)
    with path.open('rb') as file:
        is_zip = file.read(len(_ZIP_START)) == _ZIP_START
    with _readable("Filen är avhuggen eller skadad och kan inte läsas."):
        # A tar first: with a Word file last in it, it looks like a ZIP from its end.
        # Opened as it is: tarfile's own question would try every kind of compression first.
        try:
            archive = stack.enter_context(tarfile.open(path, 'r:'))  # noqa: SIM115 - the stack closes it
        except tarfile.TarError:
            archive = None
        if archive is not None:
            return _of_tar(archive, path)
        if is_zip:
            return _of_zip(stack.enter_context(zipfile.ZipFile(path)), path.stat().st_size)
    raise PackageError(PackageVerdict.NOT_A_PACKAGE, "Det är varken en mapp, en tar-fil eller en zip-fil.")


def _of_folder(path: Path) -> dict[str, PackageFile]:
    names = NameRegister()
    found: dict[str, PackageFile] = {}
    for folder, folders, files in os.walk(path):
        for each in sorted((*folders, *files)):
            full = Path(folder) / each
            name = full.relative_to(path).as_posix()
            status = full.lstat()
            if stat.S_ISDIR(status.st_mode):
                continue
            if not stat.S_ISREG(status.st_mode):
                raise unsafe_name(name, "är en länk eller en enhet, inte en vanlig fil")
            names.take(name, status.st_size)
            found[name] = PackageFile(name, status.st_size, partial(_binary, full))
    return found


def _binary(path: Path) -> IO[bytes]:
    return path.open('rb')


def _of_zip(archive: zipfile.ZipFile, size: int) -> dict[str, PackageFile]:
    names = NameRegister()
    found: dict[str, PackageFile] = {}
    for each in archive.infolist():
        mode = each.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise unsafe_name(each.orig_filename, "är en länk eller en enhet, inte en vanlig fil")
        name = safe_name(each.orig_filename)
        if each.is_dir():
            continue
        names.take(name, each.file_size)
        names.require_compression(size)
        if each.flag_bits & 1:
            raise PackageError(PackageVerdict.DAMAGED, "Filen är krypterad och kan inte läsas.", name)
        found[name] = PackageFile(name, each.file_size, partial(archive.open, each))
    return found


def _of_tar(archive: tarfile.TarFile, path: Path) -> dict[str, PackageFile]:
    size = path.stat().st_size
    names = NameRegister()
    found: dict[str, PackageFile] = {}
    for each in archive:
        name = safe_name(each.name)
        if each.isdir():
            continue
        if not each.isreg() or each.issparse():
            raise unsafe_name(name, "är en länk eller en enhet, inte en vanlig fil")
        names.take(name, each.size)
        if each.offset_data + each.size > size:
            raise PackageError(PackageVerdict.DAMAGED, "Tar-filen är avhuggen.", name)
        found[name] = PackageFile(name, each.size, partial(_member, archive, each))
    if not _ended(path):
        # tarfile takes a cut inside a header for the end.
        raise PackageError(PackageVerdict.DAMAGED, "Tar-filen är avhuggen: slutmärket saknas.")
    return found


def _ended(path: Path) -> bool:
    """Whether a tar ends with two blocks of zeros (POSIX.1-2017, pax, ustar interchange format)."""
    with path.open('rb') as file:
        file.seek(-min(_TAR_END, path.stat().st_size), os.SEEK_END)
        return file.read() == bytes(_TAR_END)


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    if member.size <= _CHUNK and archive.fileobj is not None:
        archive.fileobj.seek(member.offset_data)
        content = archive.fileobj.read(member.size)
        if len(content) < member.size:
            raise tarfile.ReadError('unexpected end of data')
        return io.BytesIO(content)
    file = archive.extractfile(member)
    if file is None:
        raise tarfile.ReadError(member.name)
    return file


def _from_top(found: Mapping[str, PackageFile]) -> dict[str, PackageFile]:
    """Take away the folder that everything lies in, if what lists the files lies there."""
    folder = ''
    if not any(top in found for top in TOPS):
        tops = {name.partition('/')[0] for name in found}
        folder = f'{tops.pop()}/' if len(tops) == 1 else ''
        if not any(folder + top in found for top in TOPS):
            raise PackageError(
                PackageVerdict.NOT_A_PACKAGE, f"Överst i paketet finns ingen av filerna {', '.join(TOPS)}."
            )
    names = {name: unicodedata.normalize('NFC', name[len(folder) :]) for name in sorted(found)}
    return {plain: PackageFile(plain, found[name].size, found[name].opener) for name, plain in names.items()}


@contextlib.contextmanager
def _readable(what: str, name: str = '') -> Iterator[None]:
    """Tell whatever a library raises while it reads as damage: `what` in Swedish, of the file `name`."""
    try:
        yield
    except PackageError:
        raise
    except PermissionError as error:
        raise PackageError(PackageVerdict.DAMAGED, f"Filen kan inte läsas: {reason(error)}.", name) from error
    except Exception as error:
        # Lost bytes lead the libraries to places before the file's beginning, to unknown methods and odd names.
        raise PackageError(PackageVerdict.DAMAGED, what, name) from error
