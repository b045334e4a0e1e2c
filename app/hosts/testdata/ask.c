/* ask FAMILY NAME...: one line of addresses for each name, as musl's getaddrinfo
 * answers. It declares what it needs of musl by hand, so that only musl's library
 * is needed to build it, not its headers. FAMILY is ip4 or ip6. */
struct addrinfo {
	int flags, family, socktype, protocol;
	unsigned length;
	void *address;
	char *canonname;
	struct addrinfo *next;
};
int getaddrinfo(const char *, const char *, const struct addrinfo *, struct addrinfo **);
const char *inet_ntop(int, const void *, char *, unsigned);
int printf(const char *, ...);
int __libc_start_main(int (*)(int, char **), int, char **, void (*)(void), void (*)(void), void (*)(void));

enum { INET = 2, INET6 = 10, STREAM = 1 };

static int ask(int argc, char **argv)
{
	int family = argc > 1 && argv[1][2] == '6' ? INET6 : INET;
	for (int i = 2; i < argc; i++) {
		struct addrinfo hints = { 0, family, STREAM, 0, 0, 0, 0, 0 }, *found = 0;
		if (getaddrinfo(argv[i], 0, &hints, &found) == 0) {
			for (; found; found = found->next) {
				char text[64];
				char *bytes = (char *)found->address + (family == INET6 ? 8 : 4);
				printf("%s ", inet_ntop(family, bytes, text, sizeof text));
			}
		}
		printf("\n");
	}
	return 0;
}

static void nothing(void) {}

__attribute__((force_align_arg_pointer)) void start(long *stack)
{
	__libc_start_main(ask, (int)stack[0], (char **)(stack + 1), nothing, nothing, nothing);
}

#if defined(__x86_64__)
__asm__(".globl _start\n_start: xor %rbp,%rbp\n mov %rsp,%rdi\n and $-16,%rsp\n call start\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n_start: mov x29,#0\n mov x30,#0\n mov x0,sp\n b start\n");
#endif
