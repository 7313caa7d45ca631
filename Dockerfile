# docker build -t leaflet . && docker run --rm -v "$PWD:/leaflets" leaflet build
FROM python:3.13-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

RUN useradd --create-home leaflet
USER leaflet
WORKDIR /leaflets
VOLUME /leaflets
ENTRYPOINT ["leaflet"]
