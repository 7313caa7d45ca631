# docker build -t leaflet . && docker run --rm -v "$PWD:/leaflets" leaflet build

# The development packages have the builder of the wheel; they stay in this stage.
FROM python:3.13-slim AS wheel
WORKDIR /src
COPY requirements-dev.lock .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements-dev.lock
COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheel .

FROM python:3.13-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 \
    && rm -rf /var/lib/apt/lists/*

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY --from=wheel /wheel /wheel
RUN pip install --no-cache-dir --no-deps /wheel/*.whl

RUN useradd --create-home leaflet
USER leaflet
WORKDIR /leaflets
VOLUME /leaflets
ENTRYPOINT ["leaflet"]
