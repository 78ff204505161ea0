# planbook alone: a static program, no shell, no user with rights. Mount the repository at /repository:
#   docker run --rm --user "$(id -u)" --volume "$PWD:/repository" planbook build
# There is no git inside, so the site names no commit and has no history.
FROM rust:1.95-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /build
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /build/target/release/planbook /planbook
COPY --from=build /build/LICENSE-MIT /build/LICENSE-APACHE /
WORKDIR /repository
USER 65532:65532
ENTRYPOINT ["/planbook"]
CMD ["build"]
