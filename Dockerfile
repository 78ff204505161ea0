# planbook and git, and nothing else: no shell, no user with rights. Mount the repository at /repository:
#   docker run --rm --user "$(id -u)" --volume "$PWD:/repository" planbook build
FROM rust:1.95-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /build
COPY . .
RUN cargo build --release --locked

# git with what it is linked to. It is one program for all that planbook asks of it (log, cat-file, ls-tree, …); it fetches
# and pushes nothing here, so its helpers are left out. Who mounts a repository trusts it: git would refuse to read one that
# belongs to somebody else.
FROM alpine:3 AS git
RUN apk add --no-cache git \
 && mkdir -p /image/etc /image/tmp && chmod 1777 /image/tmp \
 && for file in /usr/bin/git $(ldd /usr/bin/git | grep -o '/[^ ]*' | sort -u); do \
      mkdir -p "/image$(dirname "$file")" && cp -L "$file" "/image$file"; \
    done \
 && printf '[safe]\n\tdirectory = *\n' > /image/etc/gitconfig

FROM scratch
COPY --from=git /image /
COPY --from=build /build/target/release/planbook /usr/bin/planbook
COPY --from=build /build/LICENSE-MIT /build/LICENSE-APACHE /
ENV PATH=/usr/bin
WORKDIR /repository
USER 65532:65532
ENTRYPOINT ["/usr/bin/planbook"]
CMD ["build"]
