"""System calls that foreign code has no business with, refused with EPERM by a filter in the kernel.

A denylist: an allowlist would break numerical libraries with every release of theirs. What matters is that the calls
that reach other processes, namespaces, keys, kernel programs, the clock or the network are gone.
"""

from __future__ import annotations

import ctypes
import struct

from fasterpy.sandbox.child import syscalls

# name: (x86_64, aarch64); -1 where there is no such call
DENIED: dict[str, tuple[int, int]] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440), "kcmp": (312, 272),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "quotactl": (179, 60), "fanotify_init": (300, 262),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "syslog": (103, 116),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "sethostname": (170, 161), "setdomainname": (171, 162), "iopl": (172, -1), "ioperm": (173, -1),
    "modify_ldt": (154, -1), "uselib": (134, -1), "vhangup": (153, 58), "personality": (135, 92),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "mbind": (237, 235), "set_mempolicy": (238, 237),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    "shmget": (29, 194), "shmat": (30, 196), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
}  # fmt: skip
_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE, _CLONE3, _SOCKET = (56, 220), 435, (41, 198)
_NEW_NAMESPACES = 0x7E020000
_LD, _JEQ, _JGE, _JSET, _RET = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS, _EAFNOSUPPORT = 1, 38, 97
_SPEC_ALLOW = 4


def _step(code: int, k: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, k)


def program(denied: dict[str, tuple[int, int]], machine: str) -> bytes:
    """The filter as classic BPF. Raises KeyError for a machine whose call numbers are not known."""
    column = ("x86_64", "aarch64").index(machine) if machine in _ARCH else -1
    steps = [_step(_LD, 4), _step(_JEQ, _ARCH[machine], 1, 0), _step(_RET, _KILL), _step(_LD, 0)]
    if machine == "x86_64":  # the x32 numbering would go round the filter
        steps += [_step(_JGE, 0x40000000, 0, 1), _step(_RET, _ERRNO | _EPERM)]
    for numbers in denied.values():
        if numbers[column] >= 0:
            steps += [_step(_JEQ, numbers[column], 0, 1), _step(_RET, _ERRNO | _EPERM)]
    # clone3 hides its flags in memory, where a filter cannot look; without it the C library uses clone.
    steps += [_step(_JEQ, _CLONE3, 0, 1), _step(_RET, _ERRNO | _ENOSYS)]
    steps += [_step(_JEQ, _CLONE[column], 0, 4), _step(_LD, 16), _step(_JSET, _NEW_NAMESPACES, 0, 1)]
    steps += [_step(_RET, _ERRNO | _EPERM), _step(_RET, _ALLOW)]
    steps += [_step(_JEQ, _SOCKET[column], 0, 3), _step(_LD, 16), _step(_JEQ, 1, 1, 0)]
    steps += [_step(_RET, _ERRNO | _EAFNOSUPPORT), _step(_RET, _ALLOW)]
    return b"".join(steps)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def install() -> int:
    """Put the filter in force for this process and its descendants, for good. Gives how many calls it refuses.

    Needs no_new_privs. Done once, by the zygote: it takes half a millisecond. SPEC_ALLOW: older kernels would otherwise
    turn off speculation and slow down what is to be measured. Raises OSError, or KeyError on an unknown machine.
    """
    machine = syscalls.machine()
    steps = program(DENIED, machine)
    loaded = _Program(len(steps) // 8, steps)
    syscalls.syscall(syscalls.SECCOMP[machine], 1, _SPEC_ALLOW, ctypes.byref(loaded))
    return len(DENIED) + 2
