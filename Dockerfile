# Build: the same commands as on any machine; deploy/check-image.sh runs these steps without a container engine.
FROM mcr.microsoft.com/dotnet/sdk:10.0-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN src/EdgeGateway.Inference/fetch-onnxruntime.sh
RUN dotnet restore src/EdgeGateway --locked-mode
RUN dotnet publish src/EdgeGateway -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0-bookworm-slim
WORKDIR /app
COPY --from=build /app .
COPY --from=build /source/artifacts/native /app/native
COPY --from=build /source/models /models
RUN mkdir -p /data /etc/edge-gateway && chown app:app /data
USER app
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=2s CMD ["dotnet", "EdgeGateway.dll", "health", "--address", "http://127.0.0.1:9901"]
ENTRYPOINT ["dotnet", "EdgeGateway.dll"]
CMD ["run", "--config", "/etc/edge-gateway/gateway.json"]
