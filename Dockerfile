FROM node:26.12.1-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package needs a step of its own at the installation: the addons come ready-made. npm leaves mediasoup out when its
# step fails, and without its types nothing is built.
RUN npm ci --ignore-scripts
# mediasoup's worker, built from the sources of its package unless a ready-made one is pinned; then the names of the
# packages that it needs to run.
RUN apt-get update && apt-get install -y --no-install-recommends g++ pkgconf flatbuffers-compiler libflatbuffers-dev \
  libabsl-dev libsrtp2-dev libssl-dev libuv1-dev && rm -rf /var/lib/apt/lists/*
COPY server/run.mjs ./server/
COPY server/launcher ./server/launcher
COPY server/adapters/mediasoup ./server/adapters/mediasoup
RUN npm run -s media:worker && ldd node_modules/mediasoup/worker/out/Release/mediasoup-worker \
  | awk '$3 ~ /^\// { print $3 }' | xargs realpath | xargs dpkg-query -S | cut -d: -f1 | sort -u > worker-packages
COPY . .
# The demo and the load generator stay in the checkout: what they need is not installed here.
RUN npm run build && rm -r dist/server/tools && npm prune --omit=dev

FROM node:26.12.1-trixie-slim
COPY --from=build /app/worker-packages /tmp/
# What the media worker needs, ffmpeg for HLS and recordings, PostgreSQL's client programs for backup and restore (never
# older than the database: so Debian 13, which has 17), a font with Chinese characters for PDFs.
RUN apt-get update && apt-get install -y --no-install-recommends $(cat /tmp/worker-packages) ffmpeg \
  fonts-wqy-microhei postgresql-client \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
COPY --from=build /app/package.json /app/LICENSE /app/NOTICE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist/server ./dist/server
COPY --from=build /app/dist/shared ./dist/shared
COPY --from=build /app/dist/web ./dist/web
# The worker runs here: started by hand it ends with this code.
RUN node_modules/mediasoup/worker/out/Release/mediasoup-worker; test $? -eq 41
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/fairday.js", "serve"]
